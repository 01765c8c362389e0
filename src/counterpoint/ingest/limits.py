"""How much of one report is read, from wherever it comes."""

MAX_BYTES = 10_000_000  # after decompression; the longest news page measured was under 5 MB
