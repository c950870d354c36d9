package io.serai.knowledge;

/** Watches for tests. */
final class LinkingWatches {

    static final LinkingWatch SILENT = new LinkingWatch() {
        @Override
        public void at(String step, int done, int all) {
            // nobody looks on
        }

        @Override
        public void told(String message) {
            throw new AssertionError(message);
        }
    };

    private LinkingWatches() {
    }
}
