@NullMarked
package org.stillwatch.link.http;

import org.jspecify.annotations.NullMarked;
