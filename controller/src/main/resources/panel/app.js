// Starts the panel: words first, then the frame, then the functions, each on its own.
import { loadWords } from './frame/words.js';
import { importFunctions } from './frame/registry.js';
import { applyTheme } from './frame/theme.js';
import './frame/shell.js';

applyTheme();
await loadWords();
await importFunctions(document.body.dataset.functions.split(' '));
document.querySelector('domovoy-panel').ready = true;
