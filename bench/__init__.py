"""What the portal promises about speed, measured as ratios within one run; `make bench` prints the table."""
