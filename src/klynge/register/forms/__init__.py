"""What people write in the register's pages, read and checked."""
