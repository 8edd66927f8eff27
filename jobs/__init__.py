"""Work that outlives an answer: how it is declared and queued, and the worker that does it."""
