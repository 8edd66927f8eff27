"""Who may open and send what: one table of addresses and roles, and the tests that walk it."""
