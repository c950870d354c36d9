package io.serai.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the values that were used last. Safe for concurrent use. */
final class Recent<K, V> {

    private final Map<K, V> values;

    Recent(int most) {
        values = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
    }

    synchronized void clear() {
        values.clear();
    }
}
