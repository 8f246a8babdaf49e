// preact with htm: markup as tagged templates, every text escaped.
import {h} from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
