"""The guard against protectively marked text: which words, how they are written, what is said of a text that holds them."""
