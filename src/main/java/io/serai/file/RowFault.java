package io.serai.file;

/**
 * Why a row makes no ticket.
 *
 * @param row  its number among the rows, from 1; the line with the names of the columns is none
 * @param line where it begins, from 1
 */
record RowFault(long row, long line, String reason) {
}
