import './zodWithoutEval';
import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import './styles/tables.css';
import { openApiConnection, takeTokenFromAddress } from './bridge';
import { startApp } from './startApp';

// The router reads the fragment of the address too, so the token has to be out of it first.
takeTokenFromAddress();
startApp(openApiConnection);
