"""The pictures of the report: laid out here to the pixel, drawn as static SVG by Altair through vl-convert."""
