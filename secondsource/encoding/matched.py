"""Matched."""
from secondsource.encoding.encoder import Encoder, Vectors, name_of

class Matched:
    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.name = name_of(encoder)
    def encode(self, texts): return self.encoder.encode(texts)
    @property
    def dimensions(self): return self.encoder.dimensions
