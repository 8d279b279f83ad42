"""Who computes which replication: blocks of a run over threads or processes, the same bytes whatever the number of jobs."""
