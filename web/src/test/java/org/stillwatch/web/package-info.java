/** Tests of the HTTP interface on a scripted station. */
@NullMarked
package org.stillwatch.web;

import org.jspecify.annotations.NullMarked;
