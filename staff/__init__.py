"""What every admin page shares, and the accounts of the people who use them."""
