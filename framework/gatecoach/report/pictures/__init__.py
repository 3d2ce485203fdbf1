"""Pictures of a journey: Mermaid for a page of Markdown, SVG for the eye, the phone and paper."""

from gatecoach.report.pictures.mermaid import journey_mermaid
from gatecoach.report.pictures.page import journey_svg

__all__ = ["journey_mermaid", "journey_svg"]
