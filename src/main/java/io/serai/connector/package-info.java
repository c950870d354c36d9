/**
 * The outer wall: what is connected, the door for webhooks, the polls, the store of raw events, and their normalisation;
 * the lists of knowledge bases, directories of requesters, and what people say on tickets.
 *
 * <p>In: webhooks and records of polled systems. Out: {@link io.serai.connector.RawEvent}, durable, then
 * {@link io.serai.ticket.Ticket}. Allowed neighbours: the ground floor ({@code ticket}, {@code article},
 * {@code work}, {@code audit}, {@code network}), and the records and ports of {@code context}, {@code conversation} and
 * {@code writeback}.
 */
package io.serai.connector;
