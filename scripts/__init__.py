"""Scripts that write files of this project from the code; the tests hold the files to them."""
