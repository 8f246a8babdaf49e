/**
 * A document and how it becomes a file. A {@link org.stillwatch.reports.page.Document} is written
 * by {@link org.stillwatch.reports.page.HtmlFile} and {@link org.stillwatch.reports.page.PdfFile};
 * both show the same. Pictures are a few kinds of shapes, so that they are vectors in both.
 *
 * <p>The trap: texts come from anywhere. No text may become markup, and no character may stop a
 * file from being written.
 *
 * <p>May use the JDK and PDFBox.
 */
@NullMarked
package org.stillwatch.reports.page;

import org.jspecify.annotations.NullMarked;
