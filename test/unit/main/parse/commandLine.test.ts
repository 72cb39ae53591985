import { describe, expect, it } from 'vitest';
import { maskCommandLine } from '../../../../src/main/parse/commandLine';

describe('secrets on command lines', () => {
  it.each([
    ['--password=hunter2', '--password=***'],
    ['app --db-password hunter2 --port 80', 'app --db-password *** --port 80'],
    ['app -password hunter2', 'app -password ***'],
    ['app --password "my secret words" --port 80', 'app --password *** *** *** --port 80'],
    ["app --password='my secret' next", 'app --password=*** *** next'],
    [
      'java -Ddb.password=x -Djavax.net.ssl.keyStorePassword=changeit -jar a.jar',
      'java -Ddb.password=*** -Djavax.net.ssl.keyStorePassword=*** -jar a.jar',
    ],
    ['env PGPASSWORD=x MYSQL_PWD=y API_TOKEN=z app', 'env PGPASSWORD=*** MYSQL_PWD=*** API_TOKEN=*** app'],
    ['env AWS_SECRET_ACCESS_KEY=abc/def app', 'env AWS_SECRET_ACCESS_KEY=*** app'],
    ['app --api-key abc --apiKey=def', 'app --api-key *** --apiKey=***'],
    [
      'app --client-secret=x --passphrase y --db-pass z',
      'app --client-secret=*** --passphrase *** --db-pass ***',
    ],
    ['redis-server --requirepass hunter2', 'redis-server --requirepass ***'],
    ['app {"user":"u","password":"p"}', 'app {"user":"u","password":***'],
    ['app {"password": "p q"} x', 'app {"password": *** *** x'],
    ['app Server=db;Password=p;User=u', 'app Server=db;Password=***'],
    ['mysql -u root -phunter2 shop', 'mysql -u root -p*** shop'],
    ['mysqldump -p hunter2', 'mysqldump -p ***'],
    ['started by mysql -phunter2', 'started by mysql -p***'],
    ['backup BY https://me:S3cr3ta0Aa+0#a%@host/x', 'backup BY https://me:***@host/x'],
    ['/usr/bin/mysqldump --host db -psecret', '/usr/bin/mysqldump --host db -p***'],
    ['sudo timeout 9 mysqladmin -psecret status', 'sudo timeout 9 mysqladmin -p*** status'],
    ['mongodump -p secret', 'mongodump -p ***'],
    ['sshpass -p hunter2 ssh root@db', 'sshpass -p *** ssh root@db'],
    ['docker login -u me -p hunter2 registry', 'docker login -u me -p *** registry'],
    ['redis-cli -a hunter2 ping', 'redis-cli -a *** ping'],
    ['redis-cli AUTH hunter2', 'redis-cli AUTH ***'],
    ['curl -u me:hunter2 http://db', 'curl -u me:*** http://db'],
    ['curl --user me:hunter2 http://db', 'curl --user me:*** http://db'],
    ['curl -sSf -ume:hunter2 http://db', 'curl -sSf -ume:*** http://db'],
    ['smbclient //srv/share -U me%hunter2', 'smbclient //srv/share -U me%***'],
    ['snmpwalk -v2c -c private host', 'snmpwalk -v2c -c *** host'],
    ['ldapsearch -D cn=admin -w hunter2', 'ldapsearch -D cn=admin -w ***'],
    ['unzip -P hunter2 a.zip', 'unzip -P *** a.zip'],
    ['openssl enc -k hunter2', 'openssl enc -k ***'],
    ['openssl rsa -passin pass:hunter2', 'openssl rsa -passin pass:***'],
    ['curl -H Authorization: Bearer abc.def http://x', 'curl -H Authorization: Bearer *** http://x'],
    ['curl -H "Authorization: Basic dTpw" http://x', 'curl -H "Authorization: Basic *** http://x'],
    ['curl -H X-Api-Key: abc', 'curl -H X-Api-Key: ***'],
    ['curl -H PRIVATE-TOKEN:abc', 'curl -H PRIVATE-TOKEN:***'],
    ['curl -b x -H Cookie: a=b; c=d -o f', 'curl -b x -H Cookie: *** *** -o f'],
    ['git clone https://me:hunter2@git.example/x.git', 'git clone https://me:***@git.example/x.git'],
    ['git clone https://abcdef@git.example/x.git', 'git clone https://***@git.example/x.git'],
    [
      'app postgres://u:p@ss:w@db:5432/shop?sslmode=require',
      'app postgres://u:***@db:5432/shop?sslmode=require',
    ],
    ['env DATABASE_URL=redis://:hunter2@cache:6379/0', 'env DATABASE_URL=redis://:***@cache:6379/0'],
    ['curl http://x/?user=u&access_token=abc&n=1', 'curl http://x/?user=u&access_token=***'],
    ['app --session=4f9c2d7be0a1c3d5', 'app --session=***'],
    ['app --signing-key deadbeefdeadbeef01', 'app --signing-key ***'],
    ['aws AKIAIOSFODNN7EXAMPLE', 'aws ***'],
    ['x ghp_0123456789abcdefghijABCDEFGHIJ012345 y', 'x *** y'],
    ['x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y', 'x *** y'],
    ["mysql -e CREATE USER a IDENTIFIED BY 'hunter2'", 'mysql -e CREATE USER a IDENTIFIED BY ***'],
    ["psql -c ALTER USER a PASSWORD 'hunter two'", 'psql -c ALTER USER a PASSWORD *** ***'],
    ['app -----BEGIN RSA PRIVATE KEY-----?MIIE -----END', 'app ***'],
  ])('%s', (commandLine, shown) => {
    expect(maskCommandLine(commandLine)).toBe(shown);
  });
});

describe('what is no secret', () => {
  it.each([
    '',
    ' ',
    '/sbin/init',
    '/usr/bin/postmaster -p 5432 -D /var/lib/pgsql/data',
    'ssh -p 2222 root@db',
    'docker run -p 8080:80 --user 1000:1000 nginx:1.27',
    'nginx: worker process',
    'postgres: app shop 10.1.2.3(40112) idle',
    'java -Xmx512m -Djavax.net.ssl.keyStore=/etc/ks.jks -jar app.jar',
    'app --password-file=/run/secrets/db --token-ttl 3600 --secret-name x',
    'app --key /etc/ssl/private/host.key --author me --keyring-dir=/var/lib/k',
    'qemu -device e1000,mac=52:54:00:12:34:56 -m 4096',
    'python3 -m http.server 8000 --bind 127.0.0.1',
    'mysqld --port=3306 --pid-file=/run/mysqld.pid',
    'env PWD=/root OLDPWD=/tmp app',
    'llama --max-tokens 512 --tokenizer x',
    'git clone ssh://git@git.example/x.git',
    'sshd: root@pts/0',
    'app --bypass no --compass=north',
    'curl http://x:8080/path?q=1',
    'mongod --config /etc/mongod.conf --port 27017',
    'mysql -u root',
    '工作 --端口 80',
  ])('%s stays as it is', (commandLine) => {
    expect(maskCommandLine(commandLine)).toBe(commandLine);
  });

  it('cuts what nobody would read', () => {
    expect(maskCommandLine('x'.repeat(5000))).toBe(`${'x'.repeat(4096)}…`);
  });
});
