"""One page over the same calls as the command line, and an API for programs."""
