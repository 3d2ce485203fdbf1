"""`gatecoach journal`: prove, seal, move, count and forget what a journal holds; one module a command."""
