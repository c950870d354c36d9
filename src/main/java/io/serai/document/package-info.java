/**
 * Documents of every kind as text: reads PDF, Office, HTML, mail, pictures, archives and their like in processes apart from the hub, and
 * takes uploads.
 *
 * <p>In: files. Out: {@link io.serai.document.DocumentPart}: Markdown with a title and a language. Allowed neighbours: the ground floor;
 * {@code knowledge} uses its records and implements its shelf.
 */
package io.serai.document;
