"""Who is reminded of what and when: by mail, on paper, and in a calendar to subscribe to."""
