"""What is read of the register: for a viewer, as frozen cards."""
