"""What can be computed and written down: the ground that stations and drills stand on."""
