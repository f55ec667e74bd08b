"""What the program knows of Russian and English: words, numbers, dates and names.

Pure functions without input or output, beside the contracts: domain, store and every service may use them.
No decision about boards is taken here.
"""
