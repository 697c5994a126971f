"""What the desks show, each page from one function here, composed from the apps' own queries."""
