"""证据 · 全过程记录: originals and what becomes of them, and the property involved in a case (涉案财物)."""
