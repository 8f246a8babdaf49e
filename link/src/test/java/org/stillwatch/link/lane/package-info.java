@org.jspecify.annotations.NullMarked
package org.stillwatch.link.lane;
