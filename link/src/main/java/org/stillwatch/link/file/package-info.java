/**
 * Follows growing files in a folder and hands out their complete records, each once and in order,
 * with a durable position. Polls; needs no help from the file system, so network shares work.
 *
 * <p>Knows no instrument and no store.
 */
@NullMarked
package org.stillwatch.link.file;

import org.jspecify.annotations.NullMarked;
