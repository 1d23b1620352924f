"""Redis shared by test processes at once: each has its own keys, and clears only those."""

from django.core.cache.backends.redis import RedisCache


class OwnKeys(RedisCache):
    """Django's cache in Redis; `clear` leaves what others keep in the same database."""

    def clear(self) -> bool:
        """Forget every key that begins with our prefix."""
        client = self._cache.get_client(None, write=True)
        keys = list(client.scan_iter(match=f"{self.key_prefix}:*", count=1_000))
        return bool(client.delete(*keys)) if keys else True
