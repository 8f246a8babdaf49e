/** Tests of the words of XML-RPC. */
@NullMarked
package org.stillwatch.web.xmlrpc;

import org.jspecify.annotations.NullMarked;
