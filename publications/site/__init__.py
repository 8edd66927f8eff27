"""The public pages of an agency as files on disk: written after an act, switched at once, served without Django."""
