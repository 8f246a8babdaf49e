package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens a file for reading, so that its writer can go on, rename and delete it. */
@FunctionalInterface
interface FileOpener {

  FileOpener FILES = path -> Files.newByteChannel(path, StandardOpenOption.READ);

  SeekableByteChannel open(Path path) throws IOException;
}
