"""`gatecoach report …`: pages to hand on."""
