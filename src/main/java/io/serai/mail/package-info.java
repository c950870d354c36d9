/**
 * E-mail: a mailbox is read by IMAP, its threads become tickets, and notes go out as replies by SMTP.
 *
 * <p>In: messages of a mailbox, as a source kamelet polls them, and notes that a sink kamelet hands on. Out: pages of records for the
 * connector's road, and MIME messages. Allowed neighbours: {@code connector} and the ground floor.
 */
package io.serai.mail;
