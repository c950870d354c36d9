package io.serai.connector;

/**
 * What became of an event at the door.
 *
 * @param id        of the event that is stored: the event's own, or the first one's if this is a duplicate
 * @param duplicate true if its key was seen before
 * @param conflict  true if it is a duplicate with another body
 */
public record StoredEvent(String id, boolean duplicate, boolean conflict) {
}
