"""What holds beyond one scenario: over fields that are varied, and over worlds that may be the true one."""
