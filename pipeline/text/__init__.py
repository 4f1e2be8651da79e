"""Text: glyphs → letters → words → lines.

In: the `Drawing` of a page. Out: a `Page` of words and borders, its text upright. It alone knows
gaps between letters, marks over them, baselines and turned text.
"""
