"""The zip container: read as hostile, written plain. What the entries mean is `bundle`'s business.

    records   the records of a zip, as bytes and as values
    listing   the listing at a zip's end, read and judged before any entry is
    archive   the entries themselves, each held against the listing while it is read
    writer    a zip as `freeze` writes it
    unpack    entries into new files of a private folder
    by_hand   a source folder that a person zipped, with what zip programs add

Nothing of a zip is trusted: sizes are counted while bytes are inflated, entries have to tile the
file from its first byte to its last, and what is said twice has to be said the same way. A zip
inside a zip is never looked into.
"""
