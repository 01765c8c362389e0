import counterpoint  # noqa: F401 - before numpy: it has numeric libraries work on one thread, as in the product
