"""What happens: two schedulers over one program and one rulebook."""
