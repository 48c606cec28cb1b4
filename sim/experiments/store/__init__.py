"""An experiment folder: the stored runs, what they belong to, and the tables made from them."""
