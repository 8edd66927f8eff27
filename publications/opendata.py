"""Open data: an edition as files that programs read; every one is a rendering of the frozen document."""
