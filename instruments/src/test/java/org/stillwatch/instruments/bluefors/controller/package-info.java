@NullMarked
package org.stillwatch.instruments.bluefors.controller;

import org.jspecify.annotations.NullMarked;
