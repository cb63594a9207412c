"""The hub: generation, registry, backends, runner, reports and the command line of envhub."""
