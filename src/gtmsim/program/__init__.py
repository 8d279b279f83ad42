"""What a scenario means in plain numbers: steps, tables, addresses of draws, rules."""
