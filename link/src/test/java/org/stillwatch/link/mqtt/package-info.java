@NullMarked
package org.stillwatch.link.mqtt;

import org.jspecify.annotations.NullMarked;
