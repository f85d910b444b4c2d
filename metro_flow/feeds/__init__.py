"""Where counts come from: posts of gateways, imported files and a real day played again."""
