/**
 * Files of records: CSV, JSON and JSON Lines, as help desks and spreadsheets export them; imported by the command {@code import} and from a
 * watched folder.
 *
 * <p>In: files. Out: their rows as records for the hub's store of raw events, and what is wrong with the rows that make no ticket. Allowed
 * neighbours: {@code connector}, and the ground floor.
 */
package io.serai.file;
