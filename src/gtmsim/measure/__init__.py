"""How much, and how sure: records folded into totals, totals told as metrics, metrics compared in pairs."""
