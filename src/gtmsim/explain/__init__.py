"""Why one world does better than another: by lever, in money, by account, and by the hours."""
